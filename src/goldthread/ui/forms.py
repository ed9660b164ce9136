from django import forms


class Form(forms.Form):
    pass
