"""Each head gets a keyed mark, so that one set back to an earlier entry is found."""

from django.conf import settings
from django.db import migrations, models

from goldthread.access.spaces import working_everywhere
from goldthread.trail import seals


def mark(apps, schema_editor):
    heads = apps.get_model("trail", "ChainHead").objects
    with working_everywhere():
        for head in heads.exclude(number=0):
            head.mark = seals.head_mark(
                settings.GOLDTHREAD_TRAIL_KEY, head.chain, head.number, head.seal
            )
            head.save(update_fields=["mark"])


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_append_only")]
    operations = [
        migrations.AddField("chainhead", "mark", models.CharField(default="", max_length=64)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
