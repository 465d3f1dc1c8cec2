from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "hearth.organizations"
    label = "organizations"
