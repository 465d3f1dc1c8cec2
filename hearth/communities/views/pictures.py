from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from hearth.communities import picture_files
from hearth.communities.queries.pictures import get_picture
from hearth.communities.queries.sentences import robots_of

HEADERS: Final = {
    # The reader's own browser may keep it, and asks each time whether it still may be seen.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def show(request: HttpRequest, picture_id: str, size: str) -> HttpResponse:
    """A picture, for whoever may see its post; for everybody else there is none."""
    picture = get_picture(picture_id, viewer=request.viewer)
    if size not in picture.sizes:
        raise Http404
    etag = f'"{picture.public_id}-{size}"'  # what is kept under an id never changes
    headers = HEADERS | {"X-Robots-Tag": robots_of(picture.discussion.community), "ETag": etag}
    found = HttpResponse(content_type="image/webp", headers=headers)
    answer = get_conditional_response(request, etag=etag, response=found)
    if answer is not found and answer is not None:  # it carries ETag and Cache-Control of `found`, and no more
        for name, value in headers.items():
            answer.headers.setdefault(name, value)
        return answer
    content = picture_files.read(picture.public_id, size)
    if content is None:
        raise Http404
    found.content = content
    return found
