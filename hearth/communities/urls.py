from django.urls import path

from hearth.communities import discussion_urls
from hearth.communities.views import (
    feeds,
    invitations,
    joining,
    leading,
    mentions,
    people,
    places,
    sections,
    stewards,
)

# What is below a place or a discussion stands before the address that ends in words of its own.
app_name = "communities"
urlpatterns = [
    path("communities/", places.index, name="list"),
    path("communities/new/", leading.new, name="new"),
    path("communities/<id:community_id>/", places.show, name="community-short"),
    path("communities/<id:community_id>/about/", places.about, name="about"),
    path("communities/<id:community_id>/people/", people.index, name="people"),
    path("communities/<id:community_id>/people/<id:membership_id>/role/", people.role, name="member-role"),
    path("communities/<id:community_id>/people/<id:membership_id>/removal/", people.removal, name="member-removal"),
    path("communities/<id:community_id>/steward/", stewards.appoint, name="steward"),
    path("staff/communities/", stewards.index, name="without-steward"),
    path("communities/<id:community_id>/join/", joining.join, name="join"),
    path("communities/<id:community_id>/welcome/", joining.welcome, name="welcome"),
    path("communities/<id:community_id>/leave/", joining.leave, name="leave"),
    path("communities/<id:community_id>/requests/", joining.requests, name="requests"),
    path("communities/<id:community_id>/requests/<id:membership_id>/grant/", joining.grant, name="request-grant"),
    path("communities/<id:community_id>/requests/<id:membership_id>/refusal/", joining.refusal, name="request-refusal"),
    path("communities/<id:community_id>/invitations/", invitations.index, name="invitations"),
    path(
        "communities/<id:community_id>/invitations/<id:invitation_id>/revocation/",
        invitations.revocation,
        name="invitation-revocation",
    ),
    path("communities/<id:community_id>/mentions/", mentions.suggest, name="mentions"),
    path("communities/<id:community_id>/sections/", sections.index, name="sections"),
    path("communities/<id:community_id>/sections/<id:section_id>/", sections.change, name="section"),
    path(
        "communities/<id:community_id>/sections/<id:section_id>/up/", sections.reorder, {"way": "up"}, name="section-up"
    ),
    path(
        "communities/<id:community_id>/sections/<id:section_id>/down/",
        sections.reorder,
        {"way": "down"},
        name="section-down",
    ),
    path("communities/<id:community_id>/sections/<id:section_id>/removal/", sections.remove, name="section-removal"),
    path("communities/<id:community_id>/settings/", leading.settings, name="settings"),
    path("communities/<id:community_id>/archive/", leading.archive, name="archive"),
    path("communities/<id:community_id>/reopening/", leading.reopen, name="reopening"),
    path("communities/<id:community_id>/feed/", feeds.community, name="feed"),
    path("discussions/<id:discussion_id>/feed/", feeds.discussion, name="discussion-feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<slug:month>.xml", feeds.sitemap_month, name="sitemap-month"),
    path("invitations/<str:token>/", invitations.show, name="invitation"),
    path("communities/<id:community_id>/<str:slug>/", places.show, name="community"),
    # Last: a title may read like one of the addresses above.
    *discussion_urls.urlpatterns,
]
