from hearth.communities import discussion_urls

app_name = "communities"
urlpatterns = [*discussion_urls.urlpatterns]
