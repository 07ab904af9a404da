"""All addresses: the first segment is the section's folder."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

handler400 = "marshrut.web.errors.bad_request"
handler403 = "marshrut.web.errors.forbidden"
handler404 = "marshrut.web.errors.not_found"
handler500 = "marshrut.web.errors.failed"

urlpatterns = [
    path("", include("marshrut.web.home.urls")),
    path("account/", include("marshrut.web.account.urls")),
    path("activities/", include("marshrut.web.activities.urls")),
    path("groups/", include("marshrut.web.groups.urls")),
    path("communities/", include("marshrut.web.communities.urls")),
    path("diagnostics/", include("marshrut.web.diagnostics.urls")),
    path("health/", include("marshrut.web.health.urls")),
    path("help/", include("marshrut.web.help.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("monitoring/", include("marshrut.web.monitoring.urls")),
    path("papers/", include("marshrut.web.papers.urls")),
    path("people/", include("marshrut.web.people.urls")),
    path("programmes/", include("marshrut.web.programmes.urls")),
    path("plans/", include("marshrut.web.plans.urls")),
    path("public/", include("marshrut.web.public.urls")),
    path("regulations/", include("marshrut.web.regulations.urls")),
    path("routes/", include("marshrut.web.routes.urls")),
    path("settings/whole/", include("marshrut.web.whole.urls")),
    path("settings/", include("marshrut.web.settings.urls")),
    path("start/", include("marshrut.web.start.urls")),
    path("tables/", include("marshrut.web.tables.urls")),
]

# The living page of components is for who builds pages or looks around, not for daily work.
if settings.DEBUG or settings.DEMONSTRATION:
    urlpatterns += [path("design/", include("marshrut.web.design.urls"))]
