//! Decimal numbers without rounding.

/// A decimal number: `value` over ten to the power of `scale`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    pub value: u64,
    pub scale: u32,
}

impl Decimal {
    /// A whole number.
    pub fn whole(value: u64) -> Self {
        Self { value, scale: 0 }
    }

    /// The whole number that it is, or becomes when multiplied.
    pub fn times(self, multiplier: u64) -> Option<u64> {
        let power = 10_u64.checked_pow(self.scale)?;
        let product = self.value.checked_mul(multiplier)?;
        product.is_multiple_of(power).then_some(product / power)
    }

    /// A half more, of a whole number.
    pub fn and_half(self) -> Option<Self> {
        (self.scale == 0).then_some(())?;
        Some(Self {
            value: self.value.checked_mul(10)?.checked_add(5)?,
            scale: 1,
        })
    }
}
