//! From the outside world to the model: discovery, detection, parsing, lowering, linking.
