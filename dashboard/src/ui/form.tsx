import type { FormHTMLAttributes } from 'react'
import { classes } from './classes.ts'

interface FormProps extends Omit<FormHTMLAttributes<HTMLFormElement>, 'onSubmit'> {
  readonly onSubmit: (form: HTMLFormElement) => void
}

/** A form that the page itself sends. */
export function Form({ onSubmit, className, ...form }: FormProps) {
  return (
    <form
      {...form}
      className={classes('flex max-w-120 flex-col gap-4', className)}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit(event.currentTarget)
      }}
    />
  )
}
