from engagement.demo.acts.directory import import_directory
from engagement.demo.acts.scene import Scene
from engagement.demo.acts.waves import close_exit, close_pulse, run_exit, run_pulse
from engagement.demo.agenda import Act, Moment, Stage, agenda, exit_pools
from engagement.demo.links import unused_links
from engagement.demo.world.voices import exit_voices, pulse_voices
from privacy.models import ReleasedTable
from surveys.enums import WaveState
from surveys.models import Questionnaire, Wave
from surveys.models.answers import Answer, Comment
from surveys.selectors import collection


def moment_of(scene: Scene, act: Act, number: int = 0) -> Moment:
    return next(m for m in agenda(scene.world, Stage.ALL) if (m.act, m.number) == (act, number))


def test_a_pulse_collects_the_ballots_of_the_world(peopled: Scene) -> None:
    moment = moment_of(peopled, Act.PULSE)

    run_pulse(peopled, moment)

    wave = Wave.objects.get()
    voices = pulse_voices(peopled.world, 0, peopled.pulse)
    assert wave.state == WaveState.OPEN
    assert collection(wave).invited == len(peopled.world.members_on(moment.on))
    assert collection(wave).collected == Answer.objects.count() == len(voices)
    assert sorted(str(comment.text) for comment in Comment.objects.all()) == sorted(
        v.comment.text for v in voices if v.comment
    )


def test_a_closed_pulse_has_gone_through_the_door(peopled: Scene) -> None:
    run_pulse(peopled, moment_of(peopled, Act.PULSE))

    close_pulse(peopled, moment_of(peopled, Act.CLOSE_PULSE))

    assert Wave.objects.get().state == WaveState.RELEASED
    assert set(ReleasedTable.objects.values_list("kind", flat=True)) == {"wave", "topics", "emergent"}


def test_the_next_pulse_asks_the_same_questionnaire(peopled: Scene) -> None:
    for number in (0, 1):
        run_pulse(peopled, moment_of(peopled, Act.PULSE, number))

    assert Questionnaire.objects.count() == 1
    assert Wave.objects.count() == 2


def test_the_last_pulse_stays_open_and_keeps_links_nobody_used(peopled: Scene) -> None:
    import_directory(peopled, moment_of(peopled, Act.DIRECTORY))
    run_pulse(peopled, moment_of(peopled, Act.PULSE, 12))

    assert Wave.objects.get().state == WaveState.OPEN
    assert set(unused_links(peopled.out)) == {"en", "zh"}


def test_leavers_of_a_pool_are_asked_together(peopled: Scene) -> None:
    world = peopled.world
    pool = exit_pools(world)[0]
    moment = moment_of(peopled, Act.EXIT, pool.first)
    for day in (m for m in agenda(world, Stage.PEOPLE) if m.act is Act.DIRECTORY and m.on <= moment.on):
        import_directory(peopled, day)

    run_exit(peopled, moment)
    close_exit(peopled, moment_of(peopled, Act.CLOSE_EXIT, pool.first))

    voices = [v for q in range(pool.first, pool.last + 1) for v in exit_voices(world, q, peopled.leaving)]
    wave = Wave.objects.get()
    assert wave.kind == "exit"
    assert wave.state == WaveState.RELEASED
    assert len(voices) - 3 <= collection(wave).collected <= len(voices)
