"""Pictures of every page from a running demo: `python -m tests.e2e.screenshots http://127.0.0.1:8000`.

Start the demo first (`make demo`); the pictures go to docs/screenshots as NAME-WIDTH-LANGUAGE.png.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.small_png import small

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
# Taller pages are cut: a picture in a document shows the first screens.
TALLEST = {390: 1500, 1280: 1300}


def first(page: Page, start: str, part: str) -> str:
    """Return the address of the first link on a page that contains `part`."""
    page.goto(start)
    return page.locator(f"main a[href*='{part}']").first.get_attribute("href") or start


def released(page: Page) -> str:
    """Return the address of the newest released pulse."""
    page.goto("/hr/")
    row = page.locator("section[aria-labelledby='earlier'] tbody tr").first
    return row.locator("a").get_attribute("href") or "/hr/"


def pages(page: Page) -> Iterator[tuple[str, str | None, str]]:
    """Yield name, role and address of every page, finding what has an id by following links."""
    yield "home", None, "/?roles"
    yield "login", None, "/accounts/login/"
    yield "transparency", None, "/transparency/"
    enter(page, "hr")
    wave = released(page)
    open_wave = first(page, "/hr/", "/hr/waves/")
    page.goto(wave)
    part = page.locator("main a[href^='?unit=']").first.get_attribute("href") or ""
    yield "hr-home", "hr", "/hr/"
    yield "hr-launch", "hr", "/hr/launch/"
    yield "hr-results", "hr", wave
    yield "hr-results-unit", "hr", f"{wave}{part}"
    yield "hr-open-survey", "hr", open_wave
    yield "hr-close", "hr", f"{open_wave}close/"
    yield "hr-questionnaire", "hr", first(page, wave, "/hr/questionnaires/")
    yield "studio", "hr", "/studio/"
    yield "desk", "hr", "/desk/"
    yield "health-check", "hr", "/health-check/"
    enter(page, "manager")
    page.goto("/team/")
    team = page.url
    alert = first(page, team, "/alerts/")
    yield "team", "manager", team
    yield "alert", "manager", alert
    yield "template", "manager", first(page, alert, "/adopt/")
    yield "transparency-unit", None, first(page, team, "/transparency/")
    enter(page, "manager-with-plan")
    page.goto("/team/")
    yield "team-with-plan", "manager-with-plan", page.url
    yield "plan", "manager-with-plan", first(page, page.url, "/plans/")
    yield "privacy-office", "dpo", "/privacy-office/"
    yield "operations", "operator", "/operations/"


def enter(page: Page, role: str) -> None:
    """Sign in with one click."""
    page.goto(f"/demo/enter/{role}/")


def context(browser: Browser, base: str, language: str) -> BrowserContext:
    """Return a visitor who reads one language."""
    visitor = browser.new_context(base_url=base, locale=language)
    visitor.add_cookies([{"name": "django_language", "value": language, "url": base}])
    return visitor


def take(page: Page, address: str, where: Path, width: int) -> None:
    """Save one picture; a blank page beside it makes it small."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    page.wait_for_load_state("networkidle")
    height = int(page.evaluate("document.documentElement.scrollHeight"))
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST[width])}
    taken = page.screenshot(full_page=True, clip=clip)  # type: ignore[arg-type]  # a plain mapping of four numbers
    blank = page.context.new_page()
    where.write_bytes(small(blank, taken))
    blank.close()


def main() -> None:
    """Take every picture in both languages and both widths."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", help="address of the running demo")
    parser.add_argument("--out", type=Path, default=FOLDER)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        found = list(pages(context(browser, options.base, "en").new_page()))
        for code, language in LANGUAGES.items():
            for role in dict.fromkeys(role for _name, role, _address in found):
                page = context(browser, options.base, language).new_page()
                if role:
                    enter(page, role)
                for name, whose, address in found:
                    for width in TALLEST if whose == role else ():
                        take(page, address, options.out / f"{name}-{width}-{code}.png", width)
        browser.close()


if __name__ == "__main__":
    main()
