"""Prices from a file: upload, what it would change and every mistake, and only then the yes."""

import csv
import io

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook

from businesscases import price_files
from businesscases.actions import prices as actions
from businesscases.forms.prices import ConfirmForm, PriceUploadForm
from businesscases.models import PriceCatalogue, PriceImport
from jobs.errors import Refused
from municipalities.access import Action, may, reach_of, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def price_import(request, pk):
    """A file with mistakes stores nothing at all: all of them are shown, and the file is chosen again."""
    own, has_public = reach_of(request.user, Action.PRICE_WRITE), may(request.user, Action.TABLE_MANAGE)
    catalogue = get_object_or_404(PriceCatalogue.objects.within(own, with_public=has_public), pk=pk)
    form, mistakes = PriceUploadForm(request.POST or None, request.FILES or None), ()
    if form.is_valid() and (found := _read(form)):
        mistakes = found.mistakes
        if not mistakes and (row := _uploaded(request, catalogue, form, found)):
            return redirect("businesscases:price_import_show", row.pk)
    context = {
        "catalogue": catalogue,
        "form": form,
        "mistakes": mistakes[: price_files.MOST_SHOWN],
        "mistake_count": len(mistakes),
        "columns": price_files.COLUMNS,
    }
    return render(request, "businesscases/price_import.html", context, status=422 if form.errors or mistakes else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Action.PRICE_EDIT)
def price_import_show(request, pk):
    own, has_public = reach_of(request.user, Action.PRICE_WRITE), may(request.user, Action.TABLE_MANAGE)
    imports = PriceImport.objects.within(own, with_public=has_public).select_related("catalogue__municipality")
    row = get_object_or_404(imports, pk=pk)
    if ConfirmForm(request.POST if request.method == "POST" else None).is_valid():
        try:
            actions.store(row=row, news=price_files.news, by=request.user)
            messages.success(request, _("The prices are imported."))
        except Refused as no:
            messages.error(request, str(no))
        return redirect(row.catalogue)
    news = price_files.news(row.rows, row.catalogue.prices.all())
    context = {"row": row, "news": news, "shown": price_files.MOST_SHOWN}
    return render(request, "businesscases/price_import_show.html", context)


@require_safe
@requires(Action.PRICE_EDIT)
def price_template(request, ending):
    """The file with the right columns and one example, to be filled in."""
    rows = (tuple(price_files.COLUMNS), price_files.EXAMPLE)
    makers = {"csv": (_comma, "text/csv; charset=utf-8"), "xlsx": (_workbook, XLSX)}
    if ending not in makers:
        raise Http404
    make, content_type = makers[ending]
    named = {"Content-Disposition": f'attachment; filename="priser-skabelon.{ending}"'}
    return HttpResponse(make(rows), content_type=content_type, headers=named)


def _uploaded(request, catalogue, form, found):
    name = form.cleaned_data["file"].name
    try:
        return actions.upload(catalogue=catalogue, file_name=name, rows=list(found.rows), by=request.user)
    except Refused as no:
        form.add_error(None, str(no))
    return None


def _read(form):
    file = form.cleaned_data["file"]
    try:
        if file.size > price_files.LIMITS.size_bytes:
            raise ValidationError(price_files.unreadable_sentence(price_files.Unreadable("size")))
        return price_files.read(file.read())
    except ValidationError as error:
        form.add_error("file", error)
    return None


def _comma(rows):
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _workbook(rows):
    book, target = Workbook(), io.BytesIO()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for column, width in zip("ABCDEF", (36, 8, 16, 14, 10, 60), strict=True):
        sheet.column_dimensions[column].width = width
    book.save(target)
    return target.getvalue()
