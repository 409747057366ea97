"""Forms of the documents app: the upload of source files by staff."""

from typing import Any

from django import forms
from django.conf import settings

from documents.models import SourceFile
from documents.services.sources import enqueue, register_source


class SourceUploadForm(forms.ModelForm[SourceFile]):
    """One file; its bytes decide whether it is new."""

    file = forms.FileField(label="文件", help_text="公报或单个文件：txt、md、pdf、docx、html")

    class Meta:
        model = SourceFile
        fields = ("kind",)

    def clean_file(self) -> Any:
        """Refuse an empty or too large file before it is read."""
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_MB * 1024 * 1024:
            raise forms.ValidationError(f"文件超过 {settings.MAX_UPLOAD_MB} MB 的上限。")
        return file

    def register(self, user: Any) -> tuple[SourceFile, bool]:
        """Store the file and ask a worker to read it; raises ``UnreadableSource``."""
        file = self.cleaned_data["file"]
        source, created = register_source(
            data=file.read(), name=file.name, kind=self.cleaned_data["kind"], user=user
        )
        if source.state == SourceFile.State.QUEUED:
            enqueue(source)
        return source, created
