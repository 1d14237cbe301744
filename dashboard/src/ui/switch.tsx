import type { InputHTMLAttributes } from 'react'

/** A switch that takes effect immediately. */
export function Switch(input: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'className'>) {
  return (
    <span className="relative inline-flex h-6.5 w-11 flex-none tablet:h-5 tablet:w-8.5">
      <input
        type="checkbox"
        role="switch"
        {...input}
        className="peer size-full! cursor-pointer appearance-none rounded-full! border border-transparent bg-off-solid transition-colors duration-(--fast) checked:bg-primary disabled:cursor-progress"
      />
      <span
        aria-hidden
        className="pointer-events-none absolute top-0.5 left-0.5 size-5.5 rounded-full border border-transparent bg-white shadow-raised transition-[translate] duration-(--fast) peer-checked:translate-x-4.5 tablet:size-4 tablet:peer-checked:translate-x-3.5"
      />
    </span>
  )
}
