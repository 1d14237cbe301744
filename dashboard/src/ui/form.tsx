import { useRef, type FormHTMLAttributes } from 'react'
import { classes } from './classes.ts'

interface FormProps extends Omit<FormHTMLAttributes<HTMLFormElement>, 'onSubmit'> {
  readonly onSubmit: (form: HTMLFormElement) => void
}

/** A form that the page itself sends. What is submitted again before the first time shows on its button, as by a double click, is not sent again. */
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
        // A mutation tells the page after a timeout of zero, which is before this one.
        setTimeout(() => (isSubmitted.current = false))
      }}
    />
  )
}
