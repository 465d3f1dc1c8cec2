"""The site's map with one address nobody listed."""

from django.http import HttpResponse
from django.urls import include, path

import hearth.urls

spare = ([path("somewhere/", lambda request: HttpResponse(), name="new")], "somewhere")
urlpatterns = [*hearth.urls.urlpatterns, path("", include(spare))]
