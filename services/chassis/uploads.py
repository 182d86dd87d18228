"""Papers that people send (上传材料): looked at before they are kept. What it is, is told by the bytes, never by the name.

No virus scanner runs here: nothing that is uploaded is ever opened by the house itself beyond these checks, and it is
handed out only as a download. A deployment that must scan does so on the folder of files.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import pikepdf
from fastapi import Response
from PIL import Image, UnidentifiedImageError
from starlette.datastructures import FormData, UploadFile

from services.chassis import files
from services.kernel.refusal import Fault, Refused

MOST_FILES = 10
LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120
MOST_PIXELS = 80_000_000
MOST_UNPACKED = 200 * 1024 * 1024
UNPACKED_AT_MOST = 200  # times its packed size: more is a bomb
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # an encrypted DOCX is wrapped in this, and the old DOC is it
MACROS = re.compile(r"vbaProject|\.bin$", re.IGNORECASE)
ACCEPT = ".pdf,.jpg,.jpeg,.png,.docx"
ENCRYPTED = 0x1


class Unreadable(Exception):  # noqa: N818 - an answer about a paper, not a failure
    """The bytes are not what they begin as; the sentence says what is wrong."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A paper that may be kept."""

    name: str
    media_type: str
    content: bytes

    def keep(self) -> str:
        """Keep the bytes by their hash and give it."""
        return files.put(self.content)


def _pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if document.is_encrypted:
                raise Unreadable("设有密码或者权限限制，请取消后再上传。")
            if not len(document.pages):
                raise Unreadable("没有页面，请重新生成后再上传。")
    except pikepdf.PasswordError:
        raise Unreadable("设有密码，请取消密码后再上传。") from None
    except pikepdf.PdfError:
        raise Unreadable("已损坏，打不开，请重新生成后再上传。") from None


def _image(kind: str) -> Callable[[bytes], None]:
    def check(content: bytes) -> None:
        try:
            with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise Unreadable("像素过多，请缩小后再上传。")
                picture.load()  # the whole of it: a torn picture has a sound beginning
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError):
            raise Unreadable("已损坏，打不开，请重新拍照或扫描后再上传。") from None

    return check


def _docx(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            unpacked = sum(part.file_size for part in parts)
            if any(part.flag_bits & ENCRYPTED for part in parts):
                raise Unreadable("设有密码，请取消密码后再上传。")
            if "word/document.xml" not in packed.namelist():
                raise Unreadable("不是 Word 文档，请上传 PDF、JPEG、PNG 或 DOCX。")
            if unpacked > min(MOST_UNPACKED, UNPACKED_AT_MOST * len(content)):
                raise Unreadable("内容异常，不能接收。")
            if any(MACROS.search(part.filename) for part in parts):
                raise Unreadable("含有宏或者嵌入程序，请另存为不含宏的文档后再上传。")
            if packed.testzip() is not None:
                raise Unreadable("已损坏，打不开，请重新保存后再上传。")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError):
        raise Unreadable("已损坏，打不开，请重新保存后再上传。") from None


# What the bytes begin with, what that is called, how its name ends, and how the whole of it is read.
KINDS: tuple[tuple[bytes, str, str, Callable[[bytes], None]], ...] = (
    (b"%PDF-", "application/pdf", ".pdf", _pdf),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg", _image("JPEG")),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png", _image("PNG")),
    (b"PK\x03\x04", DOCX, ".docx", _docx),
)


def checked(name: str, content: bytes) -> Upload:
    """The paper, or a refusal that names it and says what is wrong."""
    shown = safe_name(name)
    if not content:
        raise _refused(shown, "是空文件。")
    if len(content) > LARGEST:
        raise Refused("too_large.file", f"“{shown}”超过 10 MB，请压缩或拆分后再上传。")
    if content.startswith(OLE):
        raise _refused(shown, "是旧版 Word 文档，或者设有密码：请取消密码，另存为 DOCX 或 PDF。")
    for begin, media_type, ending, check in KINDS:
        if content.startswith(begin):
            try:
                check(content)
            except Unreadable as problem:
                raise _refused(shown, str(problem)) from None
            return Upload(_ending_in(shown, ending), media_type, content)
    raise _refused(shown, "不是 PDF、JPEG、PNG 或 DOCX，不能接收。")


def _refused(name: str, text: str) -> Refused:
    return Refused("upload.unreadable", f"“{name}”{text}")


def safe_name(name: str) -> str:
    r"""A name to read and to save under: no folders, no control or direction signs, no leading dot, not too long.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\temp\\决定书.pdf"), safe_name("  .. ")
    ('passwd', '决定书.pdf', '材料')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFKC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    plain = re.sub(r'[<>:"|?*;\s]+', " ", seen).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(plain) > LONGEST_NAME:
        plain = f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return plain[:LONGEST_NAME] or "材料"


def _ending_in(name: str, ending: str) -> str:
    """The name with the ending of what it really is."""
    known = {ending, ".jpeg"} if ending == ".jpg" else {ending}
    return name if any(name.lower().endswith(one) for one in known) else f"{name}{ending}"


def sent(form: FormData, field: str) -> tuple[UploadFile, ...]:
    """The files of one field; a browser sends an empty one where nothing was chosen."""
    return tuple(one for one in form.getlist(field) if isinstance(one, UploadFile) and (one.filename or one.size))


def received(found: Sequence[UploadFile], field: str) -> tuple[Upload, ...]:
    """Every file, or a refusal with the fault of each: one bad paper keeps the others out, and all are named."""
    if not found:
        raise _all_at_once((Fault("missing", "请选择要上传的文件。", field=field),))
    if len(found) > MOST_FILES:
        raise _all_at_once((Fault("upload.many", f"一次最多上传{MOST_FILES}份，请分次上传。", field=field),))
    good, faults = [], list[Fault]()
    for file in found:
        try:
            good.append(checked(file.filename or "", file.file.read()))
        except Refused as refusal:
            faults += [Fault(one.code, one.text, one.cite, field) for one in refusal.faults]
    if faults:
        raise _all_at_once(tuple(faults))
    return tuple(good)


def _all_at_once(faults: tuple[Fault, ...]) -> Refused:
    return Refused.of(faults, text="有的文件不能接收，一份也没有保存。请改正后重新上传。")


def download(sha256: str, name: str, media_type: str) -> Response:
    """The kept bytes as a download: saved, never shown, and never run as part of a page."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "no-store, private",
    }
    return Response(files.read(sha256), media_type=media_type, headers=headers)
