import { MAX_LABEL_NAME_LENGTH, MAX_LABEL_VALUE_LENGTH } from '@letterlock/server/limits.ts'
import { useId } from 'react'
import { Field } from '../../ui/field.tsx'
import { readForm } from '../../ui/read-form.ts'
import { texts } from '../../words/index.ts'
import { useLabels } from './use-labels.ts'

const words = texts.labels

interface LabelFieldsProps {
  /** Asks only for the name. */
  readonly isRemoving?: boolean
}

/** The name and value of a label, with suggestions from existing labels. */
export function LabelFields({ isRemoving = false }: LabelFieldsProps) {
  const [names, values] = [useId(), useId()]
  const labels = useLabels().items
  return (
    <>
      <Field
        name="name"
        label={words.name}
        hint={words.nameHint}
        pattern="[a-z][a-z0-9_\-]*"
        maxLength={MAX_LABEL_NAME_LENGTH}
        autoComplete="off"
        autoCapitalize="off"
        list={names}
      />
      {!isRemoving && (
        <Field
          name="value"
          label={words.value}
          // Spaces alone would be an empty value, which removes a label.
          pattern=".*\S.*"
          maxLength={MAX_LABEL_VALUE_LENGTH}
          autoComplete="off"
          list={values}
        />
      )}
      <datalist id={names}>
        {[...new Set(labels.map(({ name }) => name))].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={values}>
        {[...new Set(labels.map(({ value }) => value))].map((value) => (
          <option key={value} value={value} />
        ))}
      </datalist>
    </>
  )
}

/** The API's format: null removes a label. */
export function readLabel(form: HTMLFormElement): Record<string, string | null> {
  const { name, value } = readForm(form, ['name', 'value'])
  return { [name]: value.trim() || null }
}
