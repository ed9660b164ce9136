# What is proposed and published as open data.

import django.db.models.deletion
import goldthread.access.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('register', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OpenTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=goldthread.access.rows.new_public_id, editable=False, max_length=22, unique=True)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('key', models.CharField(max_length=120)),
                ('title', models.CharField(max_length=300)),
                ('level', models.CharField(choices=[('partnership', 'The partnership as a whole'), ('councils', 'Each council'), ('both', 'Each council, and the partnership as a whole')], max_length=11)),
                ('from_period', models.CharField(max_length=20)),
                ('why', models.TextField()),
                ('caveats', models.TextField(blank=True)),
                ('held', models.TextField()),
                ('sha256', models.CharField(max_length=64)),
                ('behind', models.JSONField()),
                ('status', models.CharField(choices=[('proposed', 'Waits for a decision'), ('published', 'Open to everybody'), ('declined', 'Declined'), ('taken_back', 'Taken back before it was decided'), ('replaced', 'Replaced by a later one'), ('withdrawn', 'Withdrawn')], default='proposed', max_length=10)),
                ('proposed_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_because', models.TextField(blank=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.TextField(blank=True)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('compartment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.compartment')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.space')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'published')), fields=('space', 'key'), name='open_data_one_table_is_public'), models.UniqueConstraint(condition=models.Q(('status', 'proposed')), fields=('space', 'key'), name='open_data_proposed_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('status', 'proposed')), models.Q(models.Q(('status', 'proposed'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='open_data_decided_by_somebody'), models.CheckConstraint(condition=models.Q(('status__in', ('declined', 'taken_back', 'proposed')), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='open_data_approved_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_by__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_by__isnull', True)), _connector='OR'), name='open_data_withdrawn_with_a_reason')],
            },
        ),
    ]
