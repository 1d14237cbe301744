import { useRef, type FormHTMLAttributes } from 'react'
import { classes } from './classes.ts'

interface FormProps extends Omit<FormHTMLAttributes<HTMLFormElement>, 'onSubmit'> {
  readonly onSubmit: (form: HTMLFormElement) => void
}

/** A form that is handled by the page. A second submit before the button is busy, such as a double click, is ignored. */
export function Form({ onSubmit, className, ...form }: FormProps) {
  const isSubmitted = useRef(false)
  return (
    <form
      {...form}
      className={classes('flex max-w-120 flex-col gap-4', className)}
      onSubmit={(event) => {
        event.preventDefault()
        if (isSubmitted.current) return
        isSubmitted.current = true
        onSubmit(event.currentTarget)
        // A mutation updates the page after a timeout of zero, before this one fires.
        setTimeout(() => (isSubmitted.current = false))
      }}
    />
  )
}
