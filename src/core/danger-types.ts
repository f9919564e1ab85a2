/** What can kill or maim a person now. Order = precedence when several fit (counselling reference, rule 13). */
export const dangerTypes = ['overdose', 'violence', 'child', 'psychosis', 'withdrawal', 'suicide'] as const
