// Made by scripts/make-receipt-words.mjs, which holds the rules. The order is part of every receipt: never change it.

/** The 96 first and 81 second syllables of the 7,776 receipt words, without tone marks. */
export const firstSyllables: readonly string[] = [
  'ba bai bao be bi bia bo boi cha chai chao che chi chia choi chu dao de dia do doi ha hai hao he hi',
  'hia ho hoi hu kha khai khao khe khia kho khoi khu la lai le li lia lo loi lu mai mao me mi mia mo mu',
  'nha nhai nhao nhe nhi nhia nho nhoi nhu pha phai phao phi phia pho phoi phu sa sai sao se si sia so',
  'soi su ta tai tao te tha thai thao the thi thia tho thoi thu ti tia to toi',
].flatMap((line) => line.split(' '))

export const secondSyllables: readonly string[] = [
  'bam bem bet bot bum but cham chat chom chot chum chut dat dem det dom dum dut ham hat hem het hom hot',
  'hum kham khem khet khom khot khum khut lam lat lem let lom lot lum lut mam mat mem met mom mot mum',
  'nham nhat nhem nhet nhom nhum nhut phem phet phom phot phum phut sam sem set som sot sum sut tam tat',
  'tet that them thet thom thot thum thut tom tot tum tut',
].flatMap((line) => line.split(' '))
