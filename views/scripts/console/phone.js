// National telephone numbers become E.164 before they are sent: <input type="tel"> within [data-phone-of], which holds a
// number of the country that is meant, or as [data-country] its code.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { whenShown } from './shown.js';

export function toE164(text, country) {
  const number = parsePhoneNumberFromString(text, country);
  return number && number.isPossible() ? number.number : null;
}

function countryOf(field) {
  const near = field.closest('[data-phone-of], [data-country]');
  if (!near) return undefined;
  const own = near.dataset.phoneOf && parsePhoneNumberFromString(near.dataset.phoneOf);
  return (own && (own.country || own.getPossibleCountries()[0])) || near.dataset.country || undefined;
}

whenShown((root) => {
  for (const field of root.querySelectorAll('[data-phone-of] input[type=tel], [data-country] input[type=tel]')) {
    field.addEventListener('change', () => {
      const number = toE164(field.value, countryOf(field));
      if (number) field.value = number;
    });
  }
});
