//! Business ids and their check digit (288/2001 3 §).

use super::{Reckoning, fixed};
use crate::finding::{Argument, Op, Truth, Value};

/// The weights of the digits, from left to right; an id of six digits lacks the first.
const WEIGHTS: [u64; 7] = [7, 9, 10, 5, 8, 4, 2];

/// How a business id is written: `0` is any digit. Six digits are an old id without its leading
/// zero; fewer are not in use.
const SHAPES: [&str; 2] = ["000000-0", "0000000-0"];

/// Whether a text is a business id: six or seven digits, a hyphen, and the digit that 288/2001
/// 3 § reckons from them.
pub(crate) fn is_business_id(text: &str) -> bool {
    let Some((digits, check)) = parts(text) else {
        return false;
    };
    match weigh(&digits) % 11 {
        0 => check == 0,
        1 => false,
        rest => check == 11 - rest,
    }
}

/// The digits before the hyphen and the one after it, where a text is written as an id.
fn parts(text: &str) -> Option<(Vec<u64>, u64)> {
    let (number, check) = text.split_once('-')?;
    let digits: Option<Vec<u64>> = number
        .chars()
        .map(|c| c.to_digit(10).map(u64::from))
        .collect();
    let digits = digits.filter(|digits| (6..=7).contains(&digits.len()))?;
    let check = check.parse::<u64>().ok().filter(|_| check.len() == 1)?;
    Some((digits, check))
}

/// The weights of so many digits.
fn weights(digits: &[u64]) -> &'static [u64] {
    WEIGHTS
        .get(WEIGHTS.len() - digits.len()..)
        .unwrap_or_default()
}

fn weigh(digits: &[u64]) -> u64 {
    digits
        .iter()
        .zip(weights(digits))
        .map(|(digit, weight)| digit * weight)
        .sum()
}

/// How the check digit of an id comes out.
pub(super) fn reckon(text: &str, own: Argument, how: &mut Reckoning) {
    let shapes = SHAPES.map(|shape| Value::Code(shape.to_owned())).to_vec();
    let shaped = |written: bool, how: &mut Reckoning| {
        let shapes = fixed(Value::Several(shapes));
        how.truth(Op::IsWritten, [own.clone(), shapes], Truth::from(written))
    };
    let Some((digits, check)) = parts(text) else {
        shaped(false, how);
        return;
    };
    let written = shaped(true, how);
    let counts = |all: &[u64]| Value::Several(all.iter().copied().map(Value::Count).collect());
    let signs = how.step(
        Op::Digits,
        [own],
        counts(&[digits.as_slice(), &[check]].concat()),
    );
    let weights = fixed(counts(weights(&digits)));
    let sum = weigh(&digits);
    let weighed = how.step(Op::WeightedSum, [signs.clone(), weights], Value::Count(sum));
    let eleven = || fixed(Value::Count(11));
    let rest = sum % 11;
    let left = how.step(Op::Remainder, [weighed, eleven()], Value::Count(rest));
    let last = how.step(Op::Last, [signs], Value::Count(check));
    // A rest of 0 asks for the digit 0; a rest of 1 is not in use, as 11 less 1 is no digit.
    let asked = if rest == 0 {
        left
    } else {
        how.step(Op::Difference, [eleven(), left], Value::Count(11 - rest))
    };
    let same = how.truth(
        Op::Equals,
        [last, asked],
        Truth::from(check == (11 - rest) % 11),
    );
    how.truth(Op::All, [written, same], Truth::from(is_business_id(text)));
}

#[cfg(test)]
mod tests {
    use super::is_business_id;
    #[test]
    fn check_digits_follow_the_act() {
        for valid in ["0211675-2", "2050864-5", "2447229-9", "211675-2"] {
            assert!(is_business_id(valid), "{valid}");
        }
        for wrong in [
            "0211675-3",
            "211675-3",
            "11675-2",
            "0211675",
            "02116752",
            "0211675-22",
            "021167a-2",
            "",
            "-",
            "1111111-",
        ] {
            assert!(!is_business_id(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_remainder_of_one_is_no_business_id() {
        // 7*0+9*0+10*0+5*0+8*0+4*1+2*4 = 12, and 12 mod 11 = 1: such numbers are not used.
        for check in 0..=9 {
            assert!(!is_business_id(&format!("0000014-{check}")));
        }
    }
}
