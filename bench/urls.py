"""All addresses of the application and the empty view."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from marshrut.web import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


def empty(_request: HttpRequest) -> HttpResponse:
    """What framework, middleware and server cost when a page does nothing."""
    return HttpResponse(b"")


urlpatterns = [*urls.urlpatterns, path("bench/empty/", empty, name="bench_empty")]
