"""Pages of API lists.

In the room: page numbers with a bounded size. Not in the room: the order of a list, which each
view states and which must end in a unique column.
"""

from rest_framework.pagination import PageNumberPagination


class BoundedPagination(PageNumberPagination):
    """20 rows a page unless ``page_size`` asks otherwise; never more than 100."""

    page_size = 20
    page_size_query_param = "page_size"
    max_page_size = 100
    invalid_page_message = "没有这一页。"
