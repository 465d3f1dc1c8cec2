"""How tests write in a composer."""

from django.urls import reverse

from tests.pages import forms_of


def write_url(discussion):
    return reverse("communities:reply-create", args=[discussion.public_id])


def new_url(place):
    return reverse("communities:discussion-new", args=[place.public_id])


def text(answer):
    return answer.content.decode()


def send(client, address, **given):
    return client.post(address, {"body": "I remember the coat.", "name": "usual"} | given)


def filled(client, address, action="", **given):
    """Fill in the form of a page as a browser would."""
    forms = forms_of(text(client.get(address, follow=True)))
    (form,) = [form for form in forms if "body" in form.fields]
    return client.post(form.action or address, form.filled(**given))
