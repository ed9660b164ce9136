# A token that was made before these were kept opens nothing any more: it is made anew.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('api', '0001_tokens'),
    ]

    operations = [
        migrations.AddField(
            model_name='token',
            name='sign_in_mark',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='token',
            name='with_passkey',
            field=models.BooleanField(default=False, verbose_name='whether a passkey was shown when it was made'),
        ),
    ]
