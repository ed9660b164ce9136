"""Entries are found by who acted, so that much at once is noticed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_heads_are_marked")]
    operations = [
        migrations.AddIndex(
            "entry", models.Index(fields=["person_id", "at"], name="trail_by_person")
        ),
    ]
