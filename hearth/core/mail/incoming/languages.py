"""How mail programs speak of a quoted message, a signature or a telephone, by language.

The wording is that of Gmail, Outlook, Apple Mail, Thunderbird, Yahoo and Samsung. Another language is another entry.
Every text is a regular expression; case makes no difference.
"""

from typing import NamedTuple


class Language(NamedTuple):
    """The words of one language."""

    opens: str  # what the line above a quotation begins with
    wrote: str  # its verb
    original: str  # what stands between dashes above an old message
    sender: str  # the labels of an old message's head
    sent: str
    to: str
    subject: str
    sent_from: str  # what a telephone's signature begins with, before the name of a program or a device
    recipient: str  # whom a legal notice is for
    warns: str  # what else it speaks of


LANGUAGES = {
    "en": Language(
        opens="on|in a message dated",
        wrote="wrote|writes",
        original="original message|forwarded message|forwarded by|begin forwarded message",
        sender="from",
        sent="sent|date",
        to="to",
        subject="subject",
        sent_from="sent from|sent via|sent with|sent using|get",
        recipient=r"(?:intended|named|designated) (?:recipient|addressee)s?|intended (?:only|solely|exclusively) for",
        warns=r"confidential|privileged|in error|unauthori[sz]ed|disclos\w+|delete",
    ),
    "es": Language(
        opens="el|en",
        wrote=r"escribi[óo]",
        original="mensaje original|mensaje reenviado|inicio del mensaje reenviado",
        sender="de",
        sent=r"enviado(?: el)?|enviada(?: el)?|fecha",
        to="para|a",
        subject="asunto",
        sent_from=r"enviado (?:desde|de|con|a trav[ée]s de)|obt[ée]n(?:er|ga)?|descargar|mandado desde",
        recipient=r"destinatari[oa]s?|dirigid[oa]s? (?:exclusiva|[úu]nica)mente",
        warns=r"confidencial\w*|por error|prohibid[oa]|elimin\w+|b[óo]rrelo|secreto profesional",
    ),
    "nl": Language(
        opens="op",
        wrote="schreef|(?:het volgende )?geschreven",
        original="oorspronkelijk bericht|doorgestuurd bericht|begin doorgestuurd bericht",
        sender="van",
        sent="verzonden|datum",
        to="aan",
        subject="onderwerp",
        sent_from=r"verstuurd (?:vanaf|vanuit|met|via)|verzonden (?:vanaf|vanuit|met|via)|outlook voor|download|haal",
        recipient=r"geadresseerden?|bestemd voor|beoogde ontvangers?",
        warns=r"vertrouwelijk\w*|abusievelijk|per abuis|ten onrechte|verwijder\w*|niet toegestaan",
    ),
    "de": Language(
        opens="am",
        wrote="schrieb|geschrieben",
        original="urspr(?:ü|ue)ngliche nachricht|originalnachricht|weitergeleitete nachricht"
        "|anfang der weitergeleiteten (?:nachricht|e-mail)",
        sender="von",
        sent="gesendet|datum",
        to="an",
        subject="betreff",
        sent_from=r"gesendet (?:von|mit|aus|via)|von (?:mein\w+|unterwegs)|outlook für|diese nachricht wurde von",
        recipient=r"(?:richtige|vorgesehene|bestimmte|beabsichtigte)\w* (?:adressat|empf[äa]nger)\w*"
        "|ausschlie(?:ß|ss)lich f(?:ü|ue)r",
        warns=r"vertraulich\w*|irrt(?:ü|ue)mlich|unbefugt\w*|vernichten|l(?:ö|oe)schen|nicht gestattet",
    ),
    "fr": Language(
        opens="le",
        wrote=r"a [ée]crit|[ée]crivait",
        original=r"message d['’]origine|message original|message transf[ée]r[ée]"
        r"|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])",
        sender="de",
        sent=r"envoy[ée](?: le)?|date",
        to="à|a",
        subject="objet|sujet",
        sent_from=r"envoy[ée] (?:de|depuis|à partir de|avec|via|par)|t[ée]l[ée]charge[rz]|obten(?:ir|ez)",
        recipient=r"destinataires?|destin[ée]e?s? (?:exclusive|unique)ment",
        warns=r"confidentiel\w*|par erreur|interdite?|supprim\w+|d[ée]truire",
    ),
    "pt": Language(
        opens="em|no dia|a|na|no",
        wrote="escreveu",
        original="mensagem original|mensagem (?:re)?encaminhada|in[íi]cio da mensagem (?:re)?encaminhada",
        sender="de",
        sent=r"enviad[oa](?: em)?|data",
        to="para",
        subject="assunto",
        sent_from=r"enviad[oa] (?:do|de|da|a partir d[oe]|com|via|pelo)|obt(?:er|enha)(?: o)?|baixar|mandado do",
        recipient=r"destinat[áa]ri[oa]s?|destinad[oa]s? (?:exclusiva|unica)mente",
        warns=r"confidencia\w+|por engano|por erro|proibid[oa]|elimin\w+|apag\w+",
    ),
    "ar": Language(
        opens="في|بتاريخ|يوم",
        wrote=r"كتبت?(?:/كتبت)?|تمت كتابة ما يلي بواسطة|جاء من|كتب ما يلي",
        original=r"(?:ال)?رسالة (?:ال)?أصلي[ّ]?[ةه]|(?:بداية )?(?:ال)?رسالة (?:ال)?معاد توجيهها"
        r"|(?:ال)?رسالة (?:ال)?محو[ّ]?لة",
        sender="من",
        sent=r"تاريخ الإرسال|أ[ُ]?رسلت?|تم الإرسال|التاريخ|تاريخ",
        to="إلى|الى",
        subject="الموضوع",
        sent_from=r"أ[ُ]?رسلت? (?:من|عبر|بواسطة)|م[ُ]?رسلة? من|تم ال[إا]رسال (?:من|عبر|بواسطة)|الحصول على|احصل على",
        recipient=r"المرسل إليه|المستلم المقصود|المستلم المعني|الموج[ّ]?هة? إليه|موج[ّ]?هة? فقط",
        warns=r"سر[ّ]?ي[ّ]?[ةه]?|بالخطأ|عن طريق الخطأ|حذف\w*|محظور|يحظر",
    ),
}
# What carries the signature of a telephone or a program, in any language.
CARRIERS = (
    r"i-?phone|i-?pad|i-?pod|ios|mac\b|android|galaxy|samsung|huawei|honor|xiaomi|redmi|poco|oppo|vivo|nokia|pixel|motorola"
    r"|moto|sony|xperia|lg\b|blackberry|windows|outlook|hotmail|g-?mail|yahoo|proton\w*|gmx|web\.de|t-online|aol|k-9"
    r"|fairemail|thunderbird|bluemail|spark|(?:e-?)?mail|correo|courrier|smart ?phone|(?:tele|mobile |cell ?)?phone"
    r"|mobiel\w*|mobile?|telefoon|handy|mobiltelefon|t[ée]l[ée]phone|m[óo]vil|celular|tel[ée]fono|telem[óo]vel|telefone"
    r"|tablet\w*|tablette|messag\w+ service|messagerie|هاتف\w*|جوال\w*|آيفون|ايفون|آيباد|سامسونج|جهاز\w*|بريد\w*"
)
