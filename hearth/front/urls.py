from django.urls import path

from hearth.front.views import home, network, organizations, pages, people, style, topics, welcome

app_name = "front"
urlpatterns = [
    path("", welcome.show, name="welcome"),
    path("home/", home.show, name="home"),
    path("home/arrange/", home.arrange, name="arrange"),
    path("people/<id:member_id>/", people.show, name="person"),
    path("settings/preview/", people.preview, name="preview"),
    path("topics/", topics.index, name="topics"),
    path("topics/<slug:slug>/", topics.show, name="topic"),
    path("network/", network.index, name="network"),
    path("network/who/", network.who_index, name="who"),
    path("network/who/<slug:code>/", network.who_region, name="who-region"),
    path("regions/<slug:code>/", network.region, name="region"),
    path("organizations/<id:organization_id>/", organizations.show, name="organization"),
    path("about/", pages.about, name="about"),
    path("rules/", pages.rules, name="rules"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("help/", pages.helplines, name="helplines"),
    path("style/", style.show, name="style"),
]
