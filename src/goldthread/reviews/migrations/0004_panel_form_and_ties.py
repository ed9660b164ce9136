

import django.db.models.deletion
import goldthread.access.rows
import goldthread.vault.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('register', '0001_initial'),
        ('reviews', '0003_facts_of_each_child'),
        ('vault', '0001_identities'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='rapidreview',
            name='already_changed',
            field=goldthread.vault.fields.SealedTextField(verbose_name='what has changed already'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='childs_voice',
            field=goldthread.vault.fields.SealedTextField(verbose_name='voice and daily life of the child'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='equality',
            field=goldthread.vault.fields.SealedTextField(verbose_name='equality, race and identity'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='family_views',
            field=goldthread.vault.fields.SealedTextField(verbose_name='views of the family'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='harm_type',
            field=goldthread.vault.fields.SealedTextField(verbose_name='type of harm'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='history',
            field=goldthread.vault.fields.SealedTextField(verbose_name='concise facts and relevant history'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='national_issues',
            field=goldthread.vault.fields.SealedTextField(verbose_name='issues of national importance'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='not_engaged',
            field=goldthread.vault.fields.SealedTextField(verbose_name='agencies that knew the family and took no part'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='parallel_processes',
            field=goldthread.vault.fields.SealedTextField(verbose_name='other processes about the case'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='place',
            field=goldthread.vault.fields.SealedTextField(verbose_name='where it happened'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='remaining_learning',
            field=goldthread.vault.fields.SealedTextField(verbose_name='how remaining learning is taken'),
        ),
        migrations.AddField(
            model_name='rapidreview',
            name='who_harmed',
            field=goldthread.vault.fields.SealedTextField(verbose_name='who is thought to have caused the harm'),
        ),
        migrations.CreateModel(
            name='PanelTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=goldthread.access.rows.new_public_id, editable=False, max_length=22, unique=True)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('version', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('sent_at', models.DateTimeField()),
                ('mapped_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('compartment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.compartment')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('mapped_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.space')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TemplateCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=goldthread.access.rows.new_public_id, editable=False, max_length=22, unique=True)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveSmallIntegerField()),
                ('place', models.CharField(max_length=80)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('under', models.CharField(blank=True, max_length=300)),
                ('holds', models.CharField(max_length=4)),
                ('takes', models.CharField(blank=True, max_length=60)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('compartment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.compartment')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.space')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cells', to='reviews.paneltemplate')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=goldthread.access.rows.new_public_id, editable=False, max_length=22, unique=True)),
                ('row_version', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('mother', 'is the mother of'), ('father', 'is the father of'), ('parent', 'is a parent of'), ('step_parent', 'is a step-parent of'), ('carer', 'is a foster carer, adopter or guardian of'), ('grandparent', 'is a grandparent of'), ('aunt_or_uncle', 'is an aunt or uncle of'), ('sibling', 'is a brother or sister of'), ('half_sibling', 'is a half-brother or half-sister of'), ('partner', 'is the partner of'), ('married', 'is married to'), ('separated', 'is separated or divorced from'), ('lives_with', 'lives with'), ('in_touch', 'is in touch with'), ('subject', 'is the child whom the review is about'), ('female', 'is female'), ('male', 'is male'), ('died', 'has died')], max_length=14)),
                ('to_other', goldthread.vault.fields.SealedTextField(verbose_name='to whom else')),
                ('strength', models.CharField(blank=True, choices=[('strong', 'Strong'), ('ordinary', 'Neither strong nor weak'), ('weak', 'Weak'), ('stressful', 'Stressful')], max_length=9)),
                ('since', models.DateField(null=True)),
                ('words', goldthread.vault.fields.SealedTextField(verbose_name='more about it')),
                ('written_at', models.DateTimeField()),
                ('taken_out_at', models.DateTimeField(null=True)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.area')),
                ('compartment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.compartment')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='family_ties', to='reviews.incident')),
                ('space', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.space')),
                ('to_agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='register.agency')),
                ('to_person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.identity')),
                ('who', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.identity')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='paneltemplate',
            constraint=models.UniqueConstraint(fields=('space', 'version'), name='reviews_template_version_once'),
        ),
        migrations.AddConstraint(
            model_name='templatecell',
            constraint=models.UniqueConstraint(fields=('template', 'place'), name='reviews_cell_once'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.CheckConstraint(condition=models.Q(('compartment__isnull', False)), name='reviews_tie_in_a_case'),
        ),
        migrations.AddConstraint(
            model_name='tie',
            constraint=models.CheckConstraint(condition=models.Q(('to_person__isnull', True), ('to_agency__isnull', True), _connector='OR'), name='reviews_tie_to_one_end'),
        ),
    ]
