import { z } from 'zod'

export const languages = ['vi', 'en'] as const
export const Language = z.enum(languages)
export type Language = z.infer<typeof Language>

/** One text in every language. */
export const Translated = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) })
export type Translated = z.infer<typeof Translated>
