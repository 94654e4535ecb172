"""Addresses of dashboards."""

from django.urls import URLPattern, path

from engagement.dashboards.views import alerts, home, hr, learning, open_pages, plans, results, team

app_name = "dashboards"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("hr/", hr.home, name="hr_home"),
    path("hr/launch/", hr.launch, name="hr_launch"),
    path("hr/waves/<uuid:wave_id>/", hr.wave, name="hr_wave"),
    path("hr/waves/<uuid:wave_id>/close/", hr.close, name="hr_close"),
    path("hr/waves/<uuid:wave_id>/cells.csv", hr.export, name="hr_export"),
    path("hr/waves/<uuid:wave_id>/cells.xlsx", results.workbook, name="hr_workbook"),
    path("hr/waves/<uuid:wave_id>/report.pdf", results.report, name="hr_report"),
    path("hr/waves/<uuid:wave_id>/share/", results.share, name="hr_share"),
    path("shared/<uuid:wave_id>/", results.shared, name="shared"),
    path("shared/<uuid:wave_id>/<str:link_token>/", results.shared_by_link, name="shared"),
    path("hr/questionnaires/<int:pk>/", hr.questionnaire, name="hr_questionnaire"),
    path("hr/everything/", results.everything, name="hr_everything"),
    path("hr/everything/released.zip", results.archive, name="hr_archive"),
    path("hr/works/", learning.works, name="hr_works"),
    path("hr/said/", learning.said, name="hr_said"),
    path("hr/said/<uuid:wave_id>/", learning.said, name="hr_said"),
    path("hr/templates/", learning.catalogue, name="hr_templates"),
    path("hr/templates/<slug:key>/", learning.template, name="hr_template"),
    path("hr/templates/<slug:key>/new/", learning.new_template, name="hr_new_template"),
    path("hr/templates/<slug:key>/retire/", learning.retire_template, name="hr_retire_template"),
    path("team/", team.home, name="team_home"),
    path("team/<path:unit>/", team.team, name="team"),
    path("alerts/<uuid:alert_id>/", alerts.alert, name="alert"),
    path("alerts/<uuid:alert_id>/close/", alerts.dismiss, name="alert_close"),
    path("alerts/<uuid:alert_id>/snooze/", alerts.put_aside, name="alert_snooze"),
    path("alerts/<uuid:alert_id>/adopt/<slug:template>/", alerts.adopt, name="adopt"),
    path("plans/<uuid:plan_id>/", plans.plan, name="plan"),
    path("plans/<uuid:plan_id>/steps/<int:position>/", plans.done, name="plan_step"),
    path("plans/<uuid:plan_id>/plan.ics", plans.calendar, name="plan_calendar"),
    path("plans/<uuid:plan_id>/notes/", plans.note, name="plan_note"),
    path("plans/<uuid:plan_id>/message/", plans.message, name="plan_message"),
    path("plans/<uuid:plan_id>/share/", plans.share, name="plan_share"),
    path("we-did/<path:unit>/", plans.shared, name="shared_plans"),
    path("transparency/", open_pages.transparency, name="transparency"),
    path("transparency/<path:unit>/", open_pages.transparency_unit, name="transparency"),
    path("privacy-office/", open_pages.privacy_office, name="privacy_office"),
    path("operations/", open_pages.operations_page, name="operations"),
]
