from django.db import connection
from django.http import HttpRequest, JsonResponse


def show(request: HttpRequest) -> JsonResponse:
    """Say whether this process answers and reaches its database; nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})
