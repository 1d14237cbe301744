import type { ErrorWords } from '../error-words.ts'

export const SPANISH_FIELDS: ErrorWords['fields'] = {
  names: {
    name: 'Nombre',
    email: 'Correo electrónico',
    password: 'Contraseña',
    url: 'URL',
    description: 'Descripción',
    color: 'Color',
    logo: 'Logotipo',
    clientId: 'ID de cliente',
    clientSecret: 'Secreto de cliente',
    apiKey: 'Clave de API',
    labels: 'Etiquetas',
    label: 'Etiqueta',
    value: 'Valor',
    search: 'Búsqueda',
    scopes: 'Permisos',
    eventTypes: 'Tipos de evento',
    providers: 'Proveedor',
    role: 'Rol',
    code: 'Código',
  },
  rules: {
    missing: 'falta «{name}»',
    too_short: '«{name}» es demasiado corto (caracteres: al menos {limit})',
    too_long: '«{name}» es demasiado largo (caracteres: como máximo {limit})',
    wrong_form: '«{name}» no tiene la forma correcta',
    not_a_choice: '«{name}» no tiene uno de los valores posibles',
    unknown: '«{name}» no se admite aquí',
    invalid: '«{name}» no es válido',
  },
}
