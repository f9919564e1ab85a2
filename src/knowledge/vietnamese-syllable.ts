/** The spelling rules of Vietnamese, marks left out. */
const SYLLABLE =
  /^(?:(?:b|c(?![eiy])|ch|d|g(?![eiy])|gi?|gh(?=[eiy])|h|k(?=[eiy])|kh|l|m|n|ng(?![eiy])|ngh(?=[eiy])|nh|p|ph|qu|r|s|t|th|tr|v|x)?)(?:a[ioyu]?|e[ou]?|i[au]?|ieu?|o[aeio]?|oa[ioy]|oeo|u[aeiuy]?|ua[iy]|uo[iu]?|uy[aeu]?|ye?|yeu)(?:c|ch|m|n|ng|nh|p|t)?$/

/** Whether folded letters could be a word of Vietnamese at all. */
export function isVietnameseSyllable(folded: string): boolean {
  return SYLLABLE.test(folded)
}
