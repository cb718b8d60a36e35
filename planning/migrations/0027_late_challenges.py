from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0026_late_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='challenge',
            name='told_late_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
