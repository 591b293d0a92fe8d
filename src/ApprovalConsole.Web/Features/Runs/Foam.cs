using System.Text;

namespace ApprovalConsole.Web.Features.Runs;

/// <summary>The text that a model is writing, as far as it was caught. It comes on other threads, may be lost, and goes when its reply is journaled.</summary>
public sealed class Foam
{
    private const int Longest = 20_000;

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private string? _attempt;
    private int _shown; // characters
    private bool _isHeld;

    /// <summary>Counts the commits since the page was opened.</summary>
    public int Round { get; private set; }

    public string Text
    {
        get
        {
            lock (_lock) return _text.ToString(0, _shown);
        }
    }

    public void Add(string text)
    {
        lock (_lock)
        {
            if (_text.Length < Longest) _text.Append(text);
            if (!_isHeld) _shown = _text.Length;
        }
    }

    /// <summary>Something was committed, and may make what is written from now on sensitive: it is shown once that was read.</summary>
    public void Hold()
    {
        lock (_lock)
        {
            Round++;
            _isHeld = true;
        }
    }

    /// <param name="round">As it was before the run was read.</param>
    /// <param name="attempt">The model call that is out; null: none is. What an earlier one wrote is dropped.</param>
    public void Follow(string? attempt, int round)
    {
        lock (_lock)
        {
            if (attempt is null || (_attempt is not null && _attempt != attempt)) _text.Clear();
            _attempt = attempt;
            _isHeld = _isHeld && round != Round;
            _shown = _isHeld ? Math.Min(_shown, _text.Length) : _text.Length;
        }
    }
}
