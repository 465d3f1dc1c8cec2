"""Where the mail provider tells of bounces and complaints."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.decorators.csrf import csrf_exempt

from hearth.core.mail.feedback import LARGEST, Misshapen, Unproven, read_feedback
from hearth.notifications.actions.suppressing import suppress_told


# Exempt: a provider holds no token; what it tells is proven by its signature, or by our secret.
@csrf_exempt
def tell(request: HttpRequest) -> HttpResponse:
    """Take what the provider tells. Whoever it is about, and whether they are here, it is answered alike."""
    config = settings.CONFIG
    if not (config.mail_provider and config.mail_feedback_secret):
        raise Http404
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=413)
    try:
        feedback = read_feedback(request, provider=config.mail_provider)
    except Unproven:
        return HttpResponse(status=403)
    except Misshapen:
        return HttpResponse(status=400)
    suppress_told(feedback)
    return HttpResponse(content_type="text/plain")
