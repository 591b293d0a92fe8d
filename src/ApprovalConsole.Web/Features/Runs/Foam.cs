using System.Text;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The text that a model is writing, as far as it was caught. It comes on other threads, may be lost, and goes when its reply is journaled.</summary>
public sealed class Foam
{
    private const int Longest = 20_000;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private string? _attempt;

    public string Text
    {
        get
        {
            lock (_lock) return _text.ToString();
        }
    }

    public void Add(string text)
    {
        lock (_lock)
        {
            if (_text.Length < Longest) _text.Append(text);
        }
    }

    /// <param name="attempt">The model call that is out; null: none is. What an earlier one wrote is dropped.</param>
    public void Follow(string? attempt)
    {
        lock (_lock)
        {
            if (attempt is null || (_attempt is not null && _attempt != attempt)) _text.Clear();
            _attempt = attempt;
        }
    }
}
