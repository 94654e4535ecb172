"""Addresses of the read API."""

from rest_framework.routers import SimpleRouter

from engagement.api import views

app_name = "api"
router = SimpleRouter()
router.register("units", views.UnitViewSet)
router.register("waves", views.WaveViewSet)
router.register("cells", views.CellViewSet)
router.register("refusals", views.RefusalViewSet)
router.register("findings", views.FindingViewSet)
router.register("alerts", views.AlertViewSet)
router.register("plans", views.PlanViewSet)
urlpatterns = router.urls
