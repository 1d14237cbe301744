/** `/lists/{list_id}` → `/lists/ab12`. */
export const fillPath = (path: string, params: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => params[name] ?? '')
