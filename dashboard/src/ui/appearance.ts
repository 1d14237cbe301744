export const APPEARANCES = ['system', 'light', 'dark'] as const
export type Appearance = (typeof APPEARANCES)[number]

const KEY = 'letterlock-appearance'

export function savedAppearance(): Appearance {
  return APPEARANCES.find((one) => one === localStorage.getItem(KEY)) ?? 'system'
}

export function saveAppearance(appearance: Appearance): void {
  localStorage.setItem(KEY, appearance)
  applyAppearance()
}

/** `system` follows the operating system. */
export function applyAppearance(): void {
  const appearance = savedAppearance()
  if (appearance === 'system') delete document.documentElement.dataset['appearance']
  else document.documentElement.dataset['appearance'] = appearance
}
