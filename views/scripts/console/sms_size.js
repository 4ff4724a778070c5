// What a text costs as SMS (3GPP TS 23.038): seven bits a sign while all of them are of the GSM alphabet, two such for
// those of its extension, else UTF-16.
const basic = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '\f^{}\\[~]|€';

export function smsSize(text) {
  const signs = [...text];
  const gsm = signs.every((sign) => basic.includes(sign) || extension.includes(sign));
  const units = gsm ? signs.reduce((sum, sign) => sum + (extension.includes(sign) ? 2 : 1), 0) : text.length;
  const [alone, each] = gsm ? [160, 153] : [70, 67];
  const segments = units <= alone ? 1 : Math.ceil(units / each);
  return { gsm, units, segments, room: (segments === 1 ? alone : segments * each) - units };
}
