import uuid

from django.contrib.auth.models import Group


def leave_mark(name, number):
    """Leave a mark that nothing keeps from being left twice: the tests count them."""
    Group.objects.create(name=f"{name} {number} {uuid.uuid4()}")
