import re
from datetime import date

import django.utils.timezone
from django.db import migrations, models
from django.db.models import Min

from goldthread.access.spaces import working_everywhere

# As `published.editions` had it when this was written.
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def date_releases(apps, schema_editor):
    """What is kept already is dated as it would be were it taken now."""
    Release = apps.get_model("performance", "Release")
    with working_everywhere():
        for release in Release.objects.annotate(first=Min("values__file__taken_at")):
            taken_on = (release.first or django.utils.timezone.now()).date()
            years = YEAR.findall(release.name)
            release.dated_on = min(date(int(years[-1]), 12, 31), taken_on) if years else taken_on
            release.save(update_fields=["dated_on"])


class Migration(migrations.Migration):

    dependencies = [
        ('performance', '0011_letter_of_an_agency'),
    ]

    operations = [
        migrations.AddField(
            model_name='release',
            name='dated_on',
            field=models.DateField(null=True, verbose_name='the day that it is held to be of'),
        ),
        migrations.RunPython(date_releases, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='release',
            name='dated_on',
            field=models.DateField(verbose_name='the day that it is held to be of'),
        ),
    ]
