"""The map of the site: each app's own addresses."""

from django.urls import include, path

from hearth.members.urls import account_urlpatterns

urlpatterns = [
    # First: any word below topics/ is a topic.
    path("", include("hearth.topics.urls")),
    path("", include("hearth.organizations.urls")),
    path("", include("hearth.front.urls")),
    path("", include("hearth.core.urls")),
    path("", include("hearth.members.urls")),
    # First: below a community and a discussion, any last word is taken for its name.
    path("", include("hearth.matching.urls")),
    path("", include("hearth.notifications.urls")),
    path("", include("hearth.search.urls")),
    path("", include("hearth.communities.urls")),
    path("", include("hearth.moderation.urls")),
    path("operator/", include("hearth.activity.urls")),
    *account_urlpatterns,
]

handler400 = "hearth.core.views.errors.bad_request"
handler403 = "hearth.core.views.errors.permission_denied"
handler404 = "hearth.core.views.errors.not_found"
handler429 = "hearth.core.views.errors.too_many"
handler500 = "hearth.core.views.errors.server_error"
