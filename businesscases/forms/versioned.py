"""Forms of rows that count their versions."""

from django import forms

from municipalities.fields import InstructiveErrors


class VersionedForm(InstructiveErrors, forms.ModelForm):
    """Some fields of a row. `version` is the one they were written over, 0 for a new row."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @classmethod
    def words_of(cls, row):
        """What the form begins with."""
        return {name: getattr(row, name) for name in (*cls._meta.fields, "version")}

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in self._meta.fields if name in self.fields}

    def again(self, data):
        """The same form with other data."""
        return type(self)(data)

    def data_over(self, current):
        """The same words over what stands there now, for a form in which nobody's text is lost."""
        data = self.data.copy()
        data["version"] = current.version
        return data

    def beside(self, current):
        """(label, what stands there now) of each field where that is not what was typed."""
        differing = [name for name, value in self.values.items() if getattr(current, name) != value]
        return [(self[name].label, self._shown(name, current)) for name in differing]

    def _shown(self, name, current):
        chosen = getattr(current, f"get_{name}_display", None)
        return chosen() if chosen else self.fields[name].prepare_value(getattr(current, name))
