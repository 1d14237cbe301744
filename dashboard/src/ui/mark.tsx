/** One strip of paper, folded once into an L and locked by its own tab. */
export function Mark({ className = 'size-5.5' }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden className={`flex-none ${className}`}>
      <path fill="var(--primary)" d="M2 1h5v8.5L2 9z" />
      <path fill="var(--paper-back)" d="M2 9h13v5H7z" />
      <path fill="var(--wax)" d="M10 7.25h2.75v8.5H10z" />
    </svg>
  )
}
